package com.example.guestbook;

import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class Entries {
  private static final Logger log = LoggerFactory.getLogger(Entries.class);
  private final Map<String, Integer> visits = new ConcurrentHashMap<>();
  private final Store store;

  interface Store extends JpaRepository<Entry, Long> {}

  public Entries(Store store) {
    this.store = store;
  }

  @GetMapping("/")
  public List<Entry> all() {
    return store.findAll();
  }

  @PostMapping("/")
  public int add(@RequestBody Entry entry, HttpSession session) {
    log.info("an entry by {}", entry.getAuthor());
    session.setAttribute("author", entry.getAuthor());
    store.save(entry);
    return visits.merge(entry.getAuthor(), 1, Integer::sum);
  }
}
