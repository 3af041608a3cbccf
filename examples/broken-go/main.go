// Command lostfound keeps what was found at the swimming pool until its owner asks for it.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

type find struct {
	ID    uint64    `json:"id"`
	What  string    `json:"what"`
	Where string    `json:"where"`
	Found time.Time `json:"found"`
}

var finds = []byte("finds")

func main() {
	events, err := os.OpenFile("lostfound.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		log.Fatal(err)
	}
	log.SetOutput(events)

	db, err := bbolt.Open("lostfound.db", 0o600, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(finds)
		return err
	}); err != nil {
		log.Fatal(err)
	}

	http.HandleFunc("POST /finds", func(w http.ResponseWriter, r *http.Request) {
		var one find
		if err := json.NewDecoder(r.Body).Decode(&one); err != nil {
			http.Error(w, "not a find", http.StatusBadRequest)
			return
		}
		one.Found = time.Now()
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket := tx.Bucket(finds)
			one.ID, _ = bucket.NextSequence()
			text, err := json.Marshal(one)
			if err != nil {
				return err
			}
			return bucket.Put([]byte(fmt.Sprint(one.ID)), text)
		})
		if err != nil {
			fmt.Println("could not keep it:", err)
			http.Error(w, "could not keep it", http.StatusInternalServerError)
			return
		}
		fmt.Println("found:", one.What)
		if err := tellPool(one); err != nil {
			fmt.Println("nobody was told:", err)
		}
		w.WriteHeader(http.StatusCreated)
	})

	http.HandleFunc("PUT /finds/{id}/photo", func(w http.ResponseWriter, r *http.Request) {
		photo, err := os.Create(filepath.Join("photos", filepath.Base(r.PathValue("id"))+".jpg"))
		if err != nil {
			http.Error(w, "no room", http.StatusInternalServerError)
			return
		}
		defer photo.Close()
		io.Copy(photo, r.Body)
	})

	fmt.Println("open on 8080")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
