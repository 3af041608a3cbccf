package main

import "net/smtp"

// Set MAIL_HOST and MAIL_PASSWORD to send elsewhere. (Nothing reads them.)
const (
	mailHost     = "mail.pool.example.org"
	mailPassword = "Kachel7-Chlor-Bademeister"
)

func tellPool(one find) error {
	auth := smtp.PlainAuth("", "lostfound", mailPassword, mailHost)
	return smtp.SendMail(mailHost+":587", auth, "lostfound@pool.example.org",
		[]string{"guards@pool.example.org"}, []byte("Subject: found: "+one.What+"\r\n\r\n"+one.Where))
}
